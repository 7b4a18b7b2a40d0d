// Who writes a mail: what people are told goes through the model of notices (decision 057), of which a mail is a channel. The others
// prove an address, or answer one that may be nobody’s: each is counted here with its reason.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

const PROVES = 'its link or its code proves an address'
const USES: Readonly<Record<string, readonly [uses: number, why: string]>> = {
  'src/notices/notify.ts': [1, 'the channel of notices'],
  'src/digest/send.ts': [
    1,
    'what is listed elsewhere, gathered: its journal is its own, and one click ends it',
  ],
  'src/forums/tell/mail.ts': [1, 'what notices of one thread tell, gathered: one click leaves the thread'],
  'src/spaces/tell/mail.ts': [
    1,
    'what is said in a space, gathered, for whoever chose so: one click ends it',
  ],
  'src/signin/password/sign-up.ts': [
    1,
    `${PROVES}, or tells its owner that they have an account: the screen says neither`,
  ],
  'src/signin/password/recovery.ts': [
    1,
    `${PROVES}, or says that it has no account: the screen says neither`,
  ],
  'src/signin/password/sign-in-link.ts': [1, `${PROVES} in the minute; kept in a list, it would be a way in`],
  'src/signin/federation/newcomer.ts': [1, `${PROVES}, before there is an account`],
  'src/signin/factors/enrolment.ts': [1, `${PROVES}, for half a session that reads no list`],
  'src/signin/invitation/invite.ts': [1, `${PROVES}, and opens the account`],
  'src/signin/address/change.ts': [1, `${PROVES}: the new one, maybe a stranger’s`],
  'src/requests/relay/tell.ts': [1, 'a link to a town hall without the desk, which no account of ours reads'],
  'src/signin/invitation/agents.ts': [1, `${PROVES}, which whoever keeps the unit typed`],
  'src/mandates/mandate.ts': [
    1,
    'goes to an address that somebody typed: whether it has an account is never looked at',
  ],
}

test('a mail is a channel of notices, or proves an address', () => {
  const found = globSync('src/**/*.ts', { cwd: root })
    .filter((path) => !/\.(test|fixture)\.ts$/.test(path) && path !== 'src/platform/mail/outbox.ts')
    .flatMap((path) => {
      const uses = readFileSync(join(root, path), 'utf8').match(/\bqueueMail\(/g)?.length ?? 0
      return uses === 0 ? [] : [[path, uses]]
    })
  const known = Object.entries(USES).map(([path, [uses]]) => [path, uses])
  assert.deepEqual(Object.fromEntries(found), Object.fromEntries(known))
})
