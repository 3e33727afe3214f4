/** The window: which screen stands in it, and what stands around every screen. Knows no domain of its own. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { lazy, Suspense, useEffect, useState } from 'react'
import styles from './app.module.css'
import { LibraryScreen } from './features/library/library-screen.tsx'
import { Banners } from './features/window/banners.tsx'
import { EngineTrouble } from './features/window/engine-trouble.tsx'
import { FailedWindow } from './features/window/failed-window.tsx'
import { HelpSheet } from './features/window/help-sheet.tsx'
import { MissingLibrary } from './features/window/missing-library.tsx'
import { MoveDialog } from './features/window/move-dialog.tsx'
import { Sidebar } from './features/window/sidebar.tsx'
import { useSyncNews } from './features/window/use-sync-news.ts'
import { useWindowCommands } from './features/window/use-window-commands.ts'
import { useWindowShortcuts } from './features/window/use-window-shortcuts.ts'
import type { Screen } from './stores/app-store.ts'
import { app, startStores, useApp, usePalette } from './stores/stores.ts'
import { AnnouncerProvider } from './ui/announcer.tsx'
import { ToastProvider, useWithdrawOffers } from './ui/toast.tsx'
import { TooltipProvider } from './ui/tooltip.tsx'
import { Working } from './ui/working.tsx'

// The list comes up first: the code of the other screens is read when one of them is opened.
const DownloadsScreen = lazy(async () => {
  const { DownloadsScreen } = await import('./features/downloads/downloads-screen.tsx')
  return { default: DownloadsScreen }
})

const SettingsScreen = lazy(async () => {
  const { SettingsScreen } = await import('./features/settings/settings-screen.tsx')
  return { default: SettingsScreen }
})

const SetupScreen = lazy(async () => {
  const { SetupScreen } = await import('./features/setup/setup-screen.tsx')
  return { default: SetupScreen }
})

const ReviewScreen = lazy(async () => {
  const { ReviewScreen } = await import('./features/review/review-screen.tsx')
  return { default: ReviewScreen }
})

const ConnectDialog = lazy(async () => {
  const { ConnectDialog } = await import('./features/settings/connect-dialog.tsx')
  return { default: ConnectDialog }
})

const Palette = lazy(async () => {
  const { Palette } = await import('./features/palette/palette.tsx')
  return { default: Palette }
})

export function App() {
  useEffect(startStores, [])
  useTheme()
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider>
        <ToastProvider>
          <AnnouncerProvider>
            <FailedWindow>
              <Stage />
              <HelpSheet />
              <MoveDialog />
              <ConnectWhenAsked />
              <PaletteWhenAsked />
            </FailedWindow>
          </AnnouncerProvider>
        </ToastProvider>
      </TooltipProvider>
    </CSPProvider>
  )
}

/** The first run has screens of its own for it. */
function ConnectWhenAsked() {
  const open = useApp(({ connecting, stage }) => connecting && stage.kind === 'ready')
  // It gives the keyboard back when it closes, so it stays.
  const [wasAsked, setWasAsked] = useState(false)
  if (open && !wasAsked) setWasAsked(true)
  return wasAsked ? (
    <Suspense fallback={null}>
      <ConnectDialog open={open} />
    </Suspense>
  ) : null
}

function PaletteWhenAsked() {
  const open = usePalette((state) => state.open)
  return open ? (
    <Suspense fallback={null}>
      <Palette />
    </Suspense>
  ) : null
}

/** The stylesheet follows the system unless the person chose; the platform decides about the title bar. */
function useTheme() {
  const theme = useApp((state) => state.appSettings?.theme ?? 'system')
  const platform = useApp((state) => state.info?.platform)
  const captions = useApp((state) => state.appSettings?.captionSize ?? 'normal')
  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset['theme']
    else dataset['theme'] = theme
    if (platform !== undefined) dataset['platform'] = platform
    dataset['captions'] = captions
  }, [theme, platform, captions])
}

function Stage() {
  const stage = useApp((state) => state.stage)
  const opening = useApp((state) => state.opening)
  const failing = useApp((state) => state.health?.engine.kind === 'failing')
  const isHeld = useApp(({ stage, screen }) => stage.kind === 'missing' && isRoomOf(stage.heldId, screen))
  useWindowShortcuts()
  useWindowCommands()
  useSyncNews()
  const withdrawOffers = useWithdrawOffers()
  useEffect(() => {
    if (opening) withdrawOffers()
  }, [opening, withdrawOffers])
  switch (stage.kind) {
    case 'starting':
      if (failing) return <EngineTrouble />
      return (
        <div className={styles['starting']}>
          <Working className={styles['late']}>Opening the library</Working>
          <p className={styles['veryLate']}>
            This takes longer than it should. If it doesn’t end, quit Dailies and start it again; nothing is lost.
          </p>
        </div>
      )
    case 'setup':
      return (
        <Suspense fallback={null}>
          <SetupScreen startAt={stage.step} />
        </Suspense>
      )
    case 'missing':
      // At the same place as an open one: what is being written in the room stays.
      return isHeld ? <Ready /> : <MissingLibrary path={stage.path} />
    case 'ready':
      if (!opening) return <Ready />
      return (
        <div className={styles['starting']}>
          <Working className={styles['late']}>Opening the library</Working>
        </div>
      )
  }
}

const isRoomOf = (recordingId: number | null, screen: Screen): boolean =>
  screen.kind === 'review' && screen.recordingId === recordingId

function Ready() {
  const screen = useApp((state) => state.screen)
  if (screen.kind === 'review')
    return (
      <Suspense fallback={<Working className={styles['starting']}>Opening the review room</Working>}>
        <ReviewScreen
          key={screen.recordingId}
          recordingId={screen.recordingId}
          asked={screen}
          onClose={() => app.go({ kind: 'library' })}
        />
      </Suspense>
    )
  return (
    <div className={styles['window']}>
      <Sidebar />
      <div className={styles['main']}>
        <Banners />
        <Suspense fallback={null}>
          <Main screen={screen} />
        </Suspense>
      </div>
    </div>
  )
}

function Main({ screen }: { readonly screen: Exclude<Screen, { kind: 'review' }> }) {
  switch (screen.kind) {
    case 'library':
      return <LibraryScreen />
    case 'downloads':
      return <DownloadsScreen />
    case 'settings':
      return <SettingsScreen />
  }
}
