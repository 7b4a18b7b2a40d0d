// Turns a document of an office program into a PDF, by LibreOffice where it is installed: away from every network, in a folder and under a
// profile of its own that go with it, without macros, within bounds of time, memory and what it writes; isolated, or not at all.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const PLACES = [
  '/usr/bin/soffice',
  '/usr/local/bin/soffice',
  '/usr/lib/libreoffice/program/soffice',
  '/opt/libreoffice/program/soffice',
]

/** Where it is installed; null: nowhere. */
export const installedConverter = (): string | null => PLACES.find((path) => existsSync(path)) ?? null

const MILLISECONDS = 60_000
const LIMITS = ['prlimit', '--as=4000000000', '--fsize=60000000', '--cpu=60', '--core=0', '--']
/** A network with nobody on it: as whoever may make one, or as anybody in a house of their own. */
const ALONE = [
  ['unshare', '--net', '--map-root-user', '--'],
  ['unshare', '--net', '--'],
]

/** Nothing of the document runs, nothing that it names is fetched. */
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>`

/** Ended with all it began when its time is over. @returns whether it ended well */
async function ran([program = '', ...given]: readonly string[], folder: string, milliseconds: number) {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const child = spawn(program, given, {
    ...{ cwd: folder, detached: true, stdio: 'ignore' },
    env: { HOME: folder, TMPDIR: folder, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' },
  })
  const late = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, milliseconds)
  child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0))
  return promise.finally(() => clearTimeout(late))
}

/** How a program is kept away here; null: it cannot be. Tried once. */
async function triedIsolation(folder: string): Promise<readonly string[] | null> {
  for (const away of ALONE)
    if (await ran([...LIMITS, ...away, 'true'], folder, 5000)) return [...LIMITS, ...away]
  return null
}

let alone: Promise<readonly string[] | null> | undefined
function isolation(folder: string): Promise<readonly string[] | null> {
  alone ??= triedIsolation(folder)
  return alone
}

/**
 * The PDF of a document, in that folder, which is empty but for it.
 * @param name of the document in the folder, with the extension of its format
 * @returns its path; null when none was made
 */
export async function convert(
  converter: string,
  folder: string,
  name: string,
  milliseconds = MILLISECONDS,
): Promise<string | null> {
  const away = await isolation(folder)
  if (away === null) return null
  const profile = join(folder, 'profile')
  await mkdir(join(profile, 'user'), { recursive: true })
  await writeFile(join(profile, 'user', 'registrymodifications.xcu'), PROFILE)
  const given = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nologo']
  const own = `-env:UserInstallation=${pathToFileURL(profile).href}`
  await ran(
    [...away, converter, ...given, own, '--convert-to', 'pdf', '--outdir', folder, join(folder, name)],
    folder,
    milliseconds,
  )
  const made = join(folder, name.replace(/\.\w+$/, '.pdf'))
  const size = await stat(made).then(
    (found) => found.size,
    () => 0,
  )
  return size > 0 ? made : null
}
