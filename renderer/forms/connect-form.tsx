/**
 * Access key and secret, or a pasted token, and a button that says whether they work. Used by the first run and by the
 * settings.
 */
import { useState } from 'react'
import type { Connection } from '../../preload/contract/workspace.ts'
import { shell } from '../api/shell.ts'
import { counted } from '../format/count.ts'
import { formatDayAndTime, formatDaysLeft } from '../format/dates.ts'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Notice } from '../ui/notice.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './connect-form.module.css'
import { addressIsFine, type ConnectionFields, connectionOf, tokenExpiryMs } from './connection-form.ts'

type Props = {
  readonly fields: ConnectionFields
  readonly onChange: (fields: ConnectionFields) => void
  /** Enter in a field. */
  readonly onSubmit: () => void
  readonly credentialsAreKept: boolean
  /** Not in a dialog: that begins with its own first field, and gives the keyboard back only if nobody took it before. */
  readonly autoFocus: boolean
}

export function ConnectForm({ fields, onChange, onSubmit, credentialsAreKept, autoFocus }: Props) {
  const set = (part: Partial<ConnectionFields>) => onChange({ ...fields, ...part })
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Segmented
        label="How to connect"
        value={fields.kind}
        options={[
          { value: 'key', label: 'Access key' },
          { value: 'token', label: 'Management token' },
        ]}
        onChange={(kind) => set({ kind })}
      />
      {fields.kind === 'key' ? (
        <>
          <TextField
            label="Access key"
            value={fields.accessKey}
            onChange={(accessKey) => set({ accessKey })}
            autoFocus={autoFocus}
          />
          <TextField
            label="App secret"
            type="password"
            value={fields.appSecret}
            onChange={(appSecret) => set({ appSecret })}
            hint="Both are in the 100ms dashboard under Developer. Tokens are signed on this computer; the secret is never sent."
          />
        </>
      ) : (
        <TextField
          label="Management token"
          type="password"
          value={fields.token}
          onChange={(token) => set({ token })}
          hint={expiryWords(fields.token)}
          autoFocus={autoFocus}
        />
      )}
      <Disclosure title="Advanced" end={addressIsFine(fields) ? undefined : 'The API address isn’t right'}>
        <TextField
          label="API address"
          value={fields.apiUrl}
          onChange={(apiUrl) => set({ apiUrl })}
          error={addressIsFine(fields) ? null : 'This isn’t an address: it starts with https:// and names a host.'}
          hint="Another address is for a proxy or a simulated workspace."
        />
      </Disclosure>
      <TestConnection key={JSON.stringify(fields)} connection={connectionOf(fields)} />
      {credentialsAreKept ? null : (
        <Notice>
          This computer has no key store, so the credentials are forgotten when Dailies quits. The library stays
          readable without them.
        </Notice>
      )}
      <button type="submit" hidden />
    </form>
  )
}

function expiryWords(token: string): string {
  if (token.trim() === '')
    return 'Made in the 100ms dashboard under Developer. It works until it expires; an access key renews itself.'
  const expiresMs = tokenExpiryMs(token)
  if (expiresMs === null) return 'This doesn’t look like a management token.'
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const when = formatDayAndTime(expiresMs, Date.now(), zone)
  return expiresMs < Date.now()
    ? `It expired on ${when}. Make a new one.`
    : `Expires ${formatDaysLeft(expiresMs, Date.now())}, on ${when}.`
}

type Outcome =
  | { readonly kind: 'not-asked' | 'asking' }
  | { readonly kind: 'works'; readonly words: string }
  | { readonly kind: 'fails'; readonly words: string }

function TestConnection({ connection }: { readonly connection: Connection | null }) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'not-asked' })
  const test = async () => {
    if (connection === null) return
    setOutcome({ kind: 'asking' })
    const answer = await shell.call('workspace.test', connection)
    if (!answer.ok) return setOutcome({ kind: 'fails', words: answer.error.message })
    const { recordingsSeen } = answer.value
    setOutcome({
      kind: 'works',
      words:
        recordingsSeen === 0
          ? 'It works. The workspace has no recordings yet.'
          : `It works: ${counted(recordingsSeen, 'recording')} on the first page.`,
    })
  }
  return (
    <div className={styles['test']}>
      <Button disabled={connection === null || outcome.kind === 'asking'} onClick={test}>
        {outcome.kind === 'asking' ? 'Asking 100ms…' : 'Test connection'}
      </Button>
      {outcome.kind === 'works' || outcome.kind === 'fails' ? (
        <Notice tone={outcome.kind === 'works' ? 'green' : 'tally'}>{outcome.words}</Notice>
      ) : null}
    </div>
  )
}
