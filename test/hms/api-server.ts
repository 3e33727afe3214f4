/** The API host: checks the token, answers, and misbehaves when told to. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type ApiAnswer, apiError } from './api-listing.ts'
import { type ApiContext, answerApi } from './api-routes.ts'
import type { ApiFault, Faults } from './faults.ts'
import { CAPTIVE_PORTAL, resetConnection } from './http-host.ts'
import { oddItems, repeatedCursor } from './odd-answers.ts'
import type { RequestLog } from './request-log.ts'
import { refuseToken } from './token.ts'

export interface ApiServerContext extends ApiContext {
  faults: Faults
  requests: RequestLog
  credentials(): { accessKey: string; appSecret: string }
}

export function apiHandler(context: ApiServerContext) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://api')
    const method = request.method ?? 'GET'
    const entry = context.requests.start('api', method, url, request.headers)
    const faults = context.faults.strike('api', method, entry.path)
    for (const fault of faults) {
      if (fault.kind === 'hang') return
      if (fault.kind === 'reset') return resetConnection(response)
      if (fault.kind === 'slow') await delay(fault.ms)
    }
    if (response.destroyed) return

    const refusal = refuseToken(request.headers.authorization, context.credentials(), context.now())
    let answer: ApiAnswer
    if (refusal) answer = apiError(refusal.code, refusal.message, refusal.details)
    else if (method !== 'GET') answer = apiError(405, 'method not allowed')
    else answer = answerApi(context, entry.path, url.searchParams)

    const sent = faults.reduce((wire, fault) => misbehave(wire, fault, url.searchParams), onWire(answer))
    entry.status = sent.status
    entry.bytes = Buffer.byteLength(sent.text)
    const date = new Date(context.now()).toUTCString()
    response.writeHead(sent.status, { date, ...sent.headers, 'content-length': String(entry.bytes) })
    response.end(sent.text)
  }
}

interface Wire {
  status: number
  headers: Record<string, string>
  text: string
}

function onWire(answer: ApiAnswer): Wire {
  return {
    status: answer.status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    text: JSON.stringify(answer.body),
  }
}

const MESSAGES: Record<number, string> = {
  400: 'bad request',
  401: 'Token validation error',
  403: 'insufficient permissions',
  404: 'not found',
  429: 'rate limit exceeded, retry after 45 seconds',
  500: 'internal server error',
  503: 'service unavailable',
}

function misbehave(wire: Wire, fault: ApiFault, query: URLSearchParams): Wire {
  switch (fault.kind) {
    case 'status': {
      const wrong = onWire(apiError(fault.status, fault.message ?? MESSAGES[fault.status] ?? 'a fault', fault.details))
      if (fault.retryAfter !== undefined) wrong.headers['retry-after'] = String(fault.retryAfter)
      return wrong
    }
    case 'html':
      return { status: fault.status ?? 200, headers: { 'content-type': 'text/html' }, text: CAPTIVE_PORTAL }
    case 'wrong-shape':
      return { ...wire, text: JSON.stringify(fault.body ?? { data: { items: 'none' }, last: 7 }) }
    case 'truncated-json':
      return { ...wire, text: wire.text.slice(0, Math.floor(wire.text.length / 2)) }
    case 'repeated-cursor':
      return edited(wire, (body) => repeatedCursor(body, query.get('start')))
    case 'odd-items':
      return edited(wire, oddItems)
    case 'edit':
      return edited(wire, fault.edit)
    default:
      return wire
  }
}

function edited(wire: Wire, edit: (body: unknown) => unknown): Wire {
  return { ...wire, text: JSON.stringify(edit(JSON.parse(wire.text))) }
}
