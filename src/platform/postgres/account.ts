// PostgreSQL refuses to run as root: this chooses the unprivileged account that runs it when the program is root.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { StartError } from '../start-error.ts'

/** A system account, by its numbers. */
export type Account = { uid: number; gid: number }

/**
 * The account that must run the cluster kept in `folder`; null when the program is not root and runs it itself.
 * An existing cluster keeps its owner, so that starting once as root and once as oneself works.
 */
export function accountFor(folder: string): Account | null {
  if (process.getuid?.() !== 0) return null
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder)
    if (uid !== 0) return { uid, gid }
  }
  return unprivilegedAccount()
}

/** Whether that account can pass through every folder down to `folder`. */
export function reaches(account: Account, folder: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  })
  return status === 0
}

function unprivilegedAccount(): Account {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find(([login]) => login === name) ?? []
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new StartError(
    'PostgreSQL ne peut pas tourner sous root, et cette machine n’a ni compte postgres ni compte nobody\u00a0: ' +
      'lancez Parvis avec un compte ordinaire, ou donnez DATABASE_URL.',
  )
}
