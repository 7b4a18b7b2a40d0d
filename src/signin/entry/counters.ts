// What tries are counted by: at a place, in a network, of a person, of mails to an address.
import { LIMITS } from './limits.ts'
import { type Counter, networkOf } from '#platform/limits/throttle.ts'

/**
 * Failures of one account at one place, and of one network: nobody can use up the tries of another place.
 * @param place the network, or a device that the account knows
 */
export function signInCounters(account: string, ip: string, place = networkOf(ip)): Counter[] {
  const network = networkOf(ip)
  const atPlace = { key: `sign-in:place:${plain(account)}:${place}`, ...LIMITS.passwordAtPlace }
  // Whoever uses up the tries of a shared network keeps no device out that the account knows.
  if (place !== network) return [atPlace]
  return [atPlace, networkCounter(network)]
}

export const networkCounter = (network: string): Counter => ({
  key: `sign-in:network:${network}`,
  ...LIMITS.passwordFromNetwork,
})

export const plain = (account: string) => account.trim().toLowerCase()

/** Proofs asked again of a person who is signed in. */
export const confirmCounters = (personId: number): Counter[] => [
  { key: `password:person:${personId}`, ...LIMITS.passwordAgain },
]

/** Mails that strangers have sent to an address: few to each, few from each network. */
export const mailCounters = (purpose: string, email: string, ip: string): Counter[] => [
  { key: `${purpose}:ip:${networkOf(ip)}`, ...LIMITS.mailFromNetwork },
  { key: `${purpose}:email:${email.toLowerCase()}`, ...LIMITS.mailToAddress },
]
