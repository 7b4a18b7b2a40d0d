// A real Chromium for the journeys: the one named, the machine's, the one npm brought, or the one Debian installs.
import { execFile, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { offerAxe } from './axe.ts'

type Found = { executablePath: string; env: Record<string, string> }

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const cache = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'parvis')
// A frame rebuilt whole at each page (RenderDocument) is a third of what a page costs. The last list of features counts alone:
// those that playwright turns off and a test would notice are said again.
const features = ['RenderDocument', 'PaintHolding', 'HttpsUpgrades', 'ThirdPartyStoragePartitioning']
const flags = [
  ...['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--disable-quic', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  `--disable-features=${features.join(',')}`,
  // A page runs its scripts once: to optimise them, and axe, in every document anew was a tenth of what Chromium takes.
  '--js-flags=--always-sparkplug --no-maglev --no-turbofan',
]

let found: Promise<Found> | null = null
let shared: Promise<Browser> | null = null

/**
 * The headless browser of the run: whoever needs one opens a context of their own, and closes it.
 * @throws Error with one sentence that says what to install, when there is no Chromium to be had
 */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launch().then((browser) => browser.on('disconnected', () => (shared = null)))
  return shared
}

/** A visitor's own window in it, in French, whose pages can be held to axe; close it. */
export async function openContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await (await sharedBrowser()).newContext({ locale: 'fr-FR', ...options })
  context.setDefaultTimeout(15_000)
  await offerAxe(context)
  return context
}

/** A window of a browser of its own, whose camera shows that film (YUV4MPEG2) again each time it is opened; close it. */
export async function openFilmed(film: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const browser = await launch([
    ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    `--use-file-for-fake-video-capture=${film}`,
  ])
  const context = await browser.newContext({ locale: 'fr-FR', permissions: ['camera'], ...options })
  context.on('close', () => void browser.close())
  context.setDefaultTimeout(15_000)
  await offerAxe(context)
  return context
}

/** Closes it, at the end of the run. */
export async function closeBrowser(): Promise<void> {
  await (await shared)?.close()
}

async function launch(more: readonly string[] = []): Promise<Browser> {
  found ??= find()
  const { executablePath, env } = await found
  // The sandbox of Chromium refuses root, and asks for kernel features that containers often lack.
  const args = [...flags, '--no-sandbox', ...more]
  return chromium.launch({ executablePath, args, env: { ...definedEnvironment(), ...env } })
}

async function find(): Promise<Found> {
  const named = process.env.PARVIS_CHROMIUM
  if (named) return { executablePath: named, env: {} }
  const executablePath = onPath()
  if (executablePath !== null) return { executablePath, env: {} }
  return (await fromPackage()) ?? installed()
}

function onPath(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/snap/bin')
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return candidates.find(isExecutable) ?? null
}

// The package unpacks into the temporary folder, under names that two accounts would share: it is given our own.
async function fromPackage(): Promise<Found | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const { version } = createRequire(import.meta.url)(join(entry, '..', '..', 'package.json'))
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) await unpack(entry, folder)
  const env = { FONTCONFIG_PATH: existsSync('/etc/fonts/fonts.conf') ? '/etc/fonts' : join(folder, 'fonts') }
  const choices = [env, { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }]
  const executablePath = join(folder, 'chromium')
  const working = choices.find((choice) => starts({ executablePath, env: choice }))
  return working === undefined ? null : { executablePath, env: working }
}

async function unpack(entry: string, folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const unfinished = mkdtempSync(`${folder}-`)
  const script = `import chromium from ${JSON.stringify(entry)}; await chromium.executablePath()`
  // The name of a platform whose shared libraries the package brings: they serve on a bare Debian too.
  const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env })
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}

function installed(): Found {
  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  if (canInstall) {
    const command =
      'apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium'
    spawnSync('/bin/sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const executablePath = onPath()
  if (executablePath !== null) return { executablePath, env: {} }
  throw new Error(
    'The browser journeys need Chromium: install it (on Debian: apt-get install chromium), or name it in PARVIS_CHROMIUM.',
  )
}

function starts({ executablePath, env }: Found): boolean {
  const { status } = spawnSync(executablePath, ['--version', '--no-sandbox'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    timeout: 20_000,
  })
  return status === 0
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
