/** Settings: each change counts at once; what can't be taken back asks first. */
import { useRef } from 'react'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import shared from '../../ui/screen.module.css'
import { useProblem } from '../../ui/use-problem.ts'
import { AboutSettings } from './about-settings.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { ComputerSettings } from './computer-settings.tsx'
import { DownloadSettings } from './download-settings.tsx'
import { HelpSettings } from './help-settings.tsx'
import { LibrarySettingsSection } from './library-settings.tsx'
import styles from './settings-screen.module.css'
import { WorkspaceSettings } from './workspace-settings.tsx'

export function SettingsScreen() {
  const [problem, setProblem] = useProblem()
  const scroller = useRef<HTMLElement>(null)
  const show = (title: string) => scroller.current?.querySelector(`[aria-label="${title}"]`)?.scrollIntoView()
  return (
    <main className={shared['screen']}>
      <header className={classes(shared['header'], styles['header'])}>
        <h1 className={shared['title']}>Settings</h1>
      </header>
      {problem === null ? null : (
        <Notice tone="tally" shape="strip" onDismiss={() => setProblem(null)}>
          {problem}
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls; keys must reach it. */}
      <section ref={scroller} className={styles['scroll']} tabIndex={0} aria-label="Settings">
        <div className={styles['page']}>
          <LibrarySettingsSection onProblem={setProblem} />
          <WorkspaceSettings onProblem={setProblem} />
          <DownloadSettings onProblem={setProblem} />
          <ComputerSettings onProblem={setProblem} />
          <AppearanceSettings onProblem={setProblem} />
          <HelpSettings onProblem={setProblem} />
          <AboutSettings onProblem={setProblem} />
        </div>
        <nav className={styles['parts']} aria-label="Parts of the settings">
          {parts.map((title) => (
            <button
              key={title}
              type="button"
              className={styles['part']}
              aria-label={`Go to ${title}`}
              onClick={() => show(title)}
            >
              {title}
            </button>
          ))}
        </nav>
      </section>
    </main>
  )
}

/** In the order of the page; each is the title of a section there. */
const parts = ['Library', 'Workspaces', 'Downloads', 'This computer', 'Appearance', 'Help', 'About']
