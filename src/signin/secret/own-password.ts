// A link of a mail is not enough by itself where somebody else may have sent it on: the account's own password goes with it.
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { LIMITS } from '../entry/limits.ts'
import { type Throttling, throttle } from '#platform/limits/throttle.ts'
import { passwordMatches } from './hash.ts'
import { accountByEmail } from '#people'

/** @throws BadInput on field `password` when it is not the one of that account, TooMany for that link */
export async function checkOwnPassword(
  tools: Throttling,
  { email, token }: { email: string; token: string },
  password: string,
): Promise<void> {
  await throttle(tools, `link-password:${token}`, LIMITS.passwordOfLink)
  const account = await tools.db.read(system, (tx) => accountByEmail(tx, email))
  if (!(await passwordMatches(account?.passwordHash ?? null, password)))
    throw new BadInput([{ field: 'password', message: 'Ce n’est pas le mot de passe de votre compte.' }])
}
