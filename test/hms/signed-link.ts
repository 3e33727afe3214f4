/** Pre-signed links in S3's manner: who holds the link may GET the key until it expires, and nothing else. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export function signedLink(base: string, key: string, secret: string, nowMs: number, seconds: number): string {
  const date = stampOf(nowMs)
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': signature(secret, key, date, String(seconds)),
  })
  return `${base}/${key.split('/').map(encodeURIComponent).join('/')}?${query}`
}

export interface LinkRefusal {
  code: string
  message: string
}

export function refuseLink(url: URL, key: string, secret: string, nowMs: number): LinkRefusal | undefined {
  const given = url.searchParams.get('X-Amz-Signature')
  const date = url.searchParams.get('X-Amz-Date') ?? ''
  const seconds = url.searchParams.get('X-Amz-Expires') ?? ''
  if (given === null) return { code: 'AccessDenied', message: 'Access Denied' }
  const expected = Buffer.from(signature(secret, key, date, seconds))
  const offered = Buffer.from(given)
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) {
    return { code: 'SignatureDoesNotMatch', message: 'The request signature we calculated does not match' }
  }
  const made = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z'))
  if (made + Number(seconds) * 1000 <= nowMs) return { code: 'AccessDenied', message: 'Request has expired' }
  return undefined
}

// S3's stamp has whole seconds; milliseconds let a test make links that live for a fraction of one.
function stampOf(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:.]/g, '')
}

function signature(secret: string, key: string, date: string, seconds: string): string {
  return createHmac('sha256', secret).update(`GET\n${key}\n${date}\n${seconds}`).digest('hex')
}
