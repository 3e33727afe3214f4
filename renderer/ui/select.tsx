/** One of a few. For two or three short words use Segmented. */
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { classes } from './classes.ts'
import popup from './popup.module.css'
import styles from './select.module.css'
import fieldStyles from './text-field.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

type Props<T extends string> = {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
  readonly className?: string | undefined
}

export function Select<T extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  disabled = false,
  className,
}: Props<T>) {
  const id = useId()
  const words = <span id={id}>{label}</span>
  return (
    <div className={classes(fieldStyles['field'], className)}>
      {hideLabel ? <VisuallyHidden>{words}</VisuallyHidden> : <span className={fieldStyles['label']}>{words}</span>}
      <Base.Root
        items={options}
        value={value}
        disabled={disabled}
        onValueChange={(next) => {
          if (next !== null) onChange(next)
        }}
      >
        <Base.Trigger className={styles['trigger']} aria-labelledby={id}>
          <Base.Value className={styles['value']} />
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" className={styles['icon']} />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner
            className={popup['positioner']}
            alignItemWithTrigger={false}
            sideOffset={4}
            collisionPadding={8}
          >
            <Base.Popup className={popup['popup']}>
              <Base.List>
                {options.map((option) => (
                  <Base.Item key={option.value} value={option.value} className={popup['item']}>
                    <span className={popup['slot']}>
                      <Base.ItemIndicator>
                        <Check size={16} strokeWidth={2} aria-hidden="true" />
                      </Base.ItemIndicator>
                    </span>
                    <Base.ItemText className={popup['label']}>{option.label}</Base.ItemText>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  )
}
