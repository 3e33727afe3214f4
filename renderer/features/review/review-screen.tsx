/** The review room. */
import { Button } from '../../ui/button.tsx'

type Props = { readonly recordingId: number; readonly startMs?: number; readonly onClose: () => void }

export function ReviewScreen({ onClose }: Props) {
  return <Button onClick={onClose}>Back to the library</Button>
}
