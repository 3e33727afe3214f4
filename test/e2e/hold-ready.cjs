// Loaded into Electron before the app: keeps "ready" back until Playwright is attached, and lets it go when Playwright says
// so. A page whose first navigation commits just while Playwright attaches is otherwise waited for in vain, as about one
// start in sixty showed: the browser has told the navigation before, and Playwright hears nothing more of it.
const { app } = require('electron')

// Not the app's business: it looks for a library among its arguments.
process.argv.splice(process.argv.indexOf('-r'), 2)

const emit = app.emit.bind(app)
const reallyReady = app.whenReady()
let letGo
const ready = new Promise((resolve) => {
  letGo = resolve
})
let readyArguments = []
let isReady = false

app.isReady = () => isReady
app.whenReady = () => ready
app.emit = (event, ...values) => {
  if (event !== 'ready' || isReady) return emit(event, ...values)
  readyArguments = values
  return app.listenerCount('ready') > 0
}

/** Playwright calls this by its name once it is attached. */
globalThis.__playwright_run = async () => {
  await reallyReady
  isReady = true
  letGo()
  emit('ready', ...readyArguments)
}
