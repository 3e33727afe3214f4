// What goes over the line is one question, whatever a server has said before that is now said to it.
import { expect, test } from 'vitest'
import { questionText } from '../../../../../main/engine/adapters/transfer/plain-http/question.ts'

const question = { origin: 'https://storage.example:8443', path: '/a%20b?key=c', method: 'GET', headers: {} } as const

test('a question names the host and the path, and lets the connection be kept', () => {
  const headers = { accept: '*/*', 'if-range': '"a tag"' }
  expect(questionText({ ...question, headers })).toBe(
    'GET /a%20b?key=c HTTP/1.1\r\nhost: storage.example:8443\r\nconnection: keep-alive\r\naccept: */*\r\nif-range: "a tag"\r\n\r\n',
  )
})

test.each(['"a"\r\nhost: elsewhere', '"a"\nb', '"a\0"', '"ā"'])('a tag of %j isn’t sent', (etag) => {
  expect(questionText({ ...question, headers: { 'if-range': etag } })).toBeNull()
})

test('nor a path with a blank in it', () => {
  expect(questionText({ ...question, path: '/a b' })).toBeNull()
})
