export function App() {
  return <h1>Dailies</h1>
}
