/** Entry of the main process: the app with its window, or the command line without one. */
import { startApp } from './app.ts'
import { commandLineOf, runCommandLine } from './shell/command-line.ts'

const commandLine = commandLineOf(process.argv)

if (commandLine === null) startApp()
else runCommandLine(commandLine, () => import('./cli.ts'))
