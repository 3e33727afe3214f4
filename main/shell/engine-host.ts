// Starts the engine as a process of its own.
import { utilityProcess } from 'electron'

export function startEngine(file: string, onVersion: (version: string) => void): void {
  const engine = utilityProcess.fork(file, [], { serviceName: 'Dailies engine' })
  engine.on('message', (message) => onVersion(String(message)))
}
