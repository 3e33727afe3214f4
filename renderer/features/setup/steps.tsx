/** Where in the first run one is. */
import type { SetupStep } from '../../stores/app-stage.ts'
import styles from './steps.module.css'

const steps: readonly { readonly step: SetupStep; readonly name: string }[] = [
  { step: 'connect', name: 'Connect' },
  { step: 'library', name: 'Library' },
  { step: 'choose', name: 'Downloads' },
  { step: 'done', name: 'Ready' },
]

export function Steps({ current }: { readonly current: SetupStep }) {
  const at = steps.findIndex(({ step }) => step === current)
  return (
    <ol className={styles['steps']} aria-label="Steps">
      {steps.map(({ step, name }, index) => (
        <li
          key={step}
          className={styles['step']}
          aria-current={step === current ? 'step' : undefined}
          data-done={index < at ? '' : undefined}
        >
          {name}
        </li>
      ))}
    </ol>
  )
}
