// Every key that the window names is drawn as caps that can be read.
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { listTerms, windowTerms } from '../../../../preload/contract/action-terms.ts'
import { keySheetGroups } from '../../../../renderer/commands/review-keys.ts'
import { Kbd } from '../../../../renderer/ui/kbd.tsx'

const capsOf = (keys: string) =>
  [...renderToStaticMarkup(<Kbd keys={keys} />).matchAll(/<kbd[^>]*>(.*?)<\/kbd>/g)].map(([, cap]) => cap)

test('no cap is empty, nor there twice', () => {
  const ofActions = [...Object.values(listTerms), ...Object.values(windowTerms)].flatMap(({ key }) => key ?? [])
  const ofReview = keySheetGroups.flatMap(({ lines }) => lines.flatMap(({ chords }) => chords))
  for (const keys of [...ofActions, ...ofReview]) {
    const caps = capsOf(keys)
    expect(caps, keys).not.toContain('')
    expect(new Set(caps).size, keys).toBe(caps.length)
  }
})

test.each([
  ['+', ['+']],
  ['mod++', ['Ctrl', '+']],
  ['mod+shift+d', ['Ctrl', 'Shift', 'D']],
])('%s is %j', (keys, caps) => expect(capsOf(keys)).toEqual(caps))
