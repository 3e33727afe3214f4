// Entry of the window.
import './styles/tokens.css'
import './styles/base.css'
import '@fontsource-variable/inter/index.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
