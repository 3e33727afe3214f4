/** The text of an autostart entry, with its command quoted as the Desktop Entry Specification wants it. */

export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Dailies',
    'Comment=The desktop home for the recordings of a 100ms workspace',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=dailies-app',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Twice: as an argument in quotes, and then, as every string of the file, with its backslashes doubled. `%` begins a field. */
function quoted(argument: string): string {
  const inQuotes = argument.replace(/(["`$\\])/g, '\\$1').replaceAll('%', '%%')
  return `"${inQuotes}"`.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}
