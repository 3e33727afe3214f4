// Loaded into Electron before the app: keeps "ready" back until Playwright is attached, and lets it go when Playwright says
// so. A page whose first navigation commits just while Playwright attaches is otherwise waited for in vain, as about one
// start in sixty showed: the browser has told the navigation before, and Playwright hears nothing more of it.
const { app, dialog } = require('electron')

// Not the app's business: it looks for a library among its arguments.
process.argv.splice(process.argv.indexOf('-r'), 2)

// Nobody sits at a test's display: a question is answered by its first button, or an app that a test has given up would
// never end. (The demo is started like this, too, and somebody sits there.)
if (process.env.TEST_WORKER_INDEX) dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })

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
