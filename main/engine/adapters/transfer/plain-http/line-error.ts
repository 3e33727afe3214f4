/** What goes wrong on a line. Named as undici names it, so that it is judged alike whoever has read; undici itself isn't loaded for it. */

const messages = {
  UND_ERR_CONNECT_TIMEOUT: 'Connect Timeout Error',
  UND_ERR_HEADERS_TIMEOUT: 'Headers Timeout Error',
  UND_ERR_BODY_TIMEOUT: 'Body Timeout Error',
  UND_ERR_SOCKET: 'other side closed',
  UND_ERR_INVALID_ARG: 'invalid request',
}

export class LineError extends Error {
  readonly code: keyof typeof messages

  constructor(code: keyof typeof messages) {
    super(messages[code])
    this.code = code
  }
}
