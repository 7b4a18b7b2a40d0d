// Every limit on tries, in one table (throttle.ts applies them). Only failures count where success is known: what turned
// out right is given back. `grows`: past the limit, failures in a row make wait 1 s × 1.8ⁿ, an hour at most.
import type { Limit } from './throttle.ts'

const MINUTE = 60
const HOUR = 3600
/** Until something else is proved: no window ends it. */
const EVER = Number.POSITIVE_INFINITY

export const LIMITS = {
  // Passwords. « Place »: the network, or the device the person came from before, which nobody else can use up.
  passwordAtPlace: { limit: 10, windowSeconds: 5 * MINUTE, grows: true },
  passwordFromNetwork: { limit: 60, windowSeconds: MINUTE },
  // Past it an unknown device comes in by a mailed link (signin/password/sign-in.ts): only a device of the account is refused.
  passwordOfAccount: {
    limit: 100,
    windowSeconds: EVER,
    sentence:
      'Trop d’essais ont échoué depuis cet appareil\u00a0: un mot de passe n’y ouvre plus ce compte. Utilisez une clé d’accès, FranceConnect ou un autre appareil.',
  },
  passwordAgain: { limit: 10, windowSeconds: 5 * MINUTE, grows: true },
  passwordOfLink: { limit: 10, windowSeconds: HOUR },
  passwordChosen: { limit: 30, windowSeconds: 15 * MINUTE },
  // Many accounts, few tries each (spraying): accounts that failed less accounts that succeeded.
  accountsFromNetwork: { limit: 20, windowSeconds: HOUR },
  accountsFromNetworkAlerted: { limit: 3, windowSeconds: HOUR },
  accountsFromEverywhere: { limit: 200, windowSeconds: HOUR },
  // From a network that is closed so: all of them together while many accounts fail everywhere, and the links mailed.
  passwordsOfClosed: { limit: 60, windowSeconds: MINUTE },
  signInLink: { limit: 3, windowSeconds: 15 * MINUTE },
  sprayingTold: { limit: 1, windowSeconds: 10 * MINUTE },
  // Second factors and codes.
  secondFactor: { limit: 5, windowSeconds: 15 * MINUTE, grows: true },
  mailedCode: { limit: 5, windowSeconds: 15 * MINUTE },
  passkeyQuestion: { limit: 120, windowSeconds: 15 * MINUTE },
  passkeyAnswer: { limit: 60, windowSeconds: 15 * MINUTE },
  // Mails that somebody has sent to an address.
  mailToAddress: { limit: 5, windowSeconds: 15 * MINUTE },
  mailOfPerson: { limit: 5, windowSeconds: 15 * MINUTE },
  mailFromNetwork: { limit: 40, windowSeconds: HOUR },
  // Other sites.
  providerDeparture: { limit: 100, windowSeconds: 15 * MINUTE },
  clientSecret: { limit: 30, windowSeconds: 5 * MINUTE },
  // Acts of one agent on accounts at the desk: more than a busy hour, less than a search of the population.
  deskFind: { limit: 120, windowSeconds: HOUR },
  deskOpen: { limit: 30, windowSeconds: HOUR },
  deskReplace: { limit: 30, windowSeconds: HOUR },
  deskProve: { limit: 60, windowSeconds: HOUR },
  // Tracking codes of requests, and forms kept while somebody signs in.
  trackingFromNetwork: { limit: 30, windowSeconds: 15 * MINUTE },
  trackingCode: { limit: 15, windowSeconds: 15 * MINUTE },
  keptForm: { limit: 60, windowSeconds: 15 * MINUTE },
  keptOfVisitor: { limit: 20, windowSeconds: HOUR },
  // What is kept without an account: more than a family or a town hall's public desk, less than what fills a disk.
  draftsOfVisitor: { limit: 40, windowSeconds: HOUR },
  draftsFromNetwork: { limit: 300, windowSeconds: HOUR },
  filesOfVisitor: { limit: 60, windowSeconds: HOUR },
  filesFromNetwork: { limit: 300, windowSeconds: HOUR },
  // Under an account, which anybody opens with a mail box: more than a household in its busiest day.
  draftsOfAccount: { limit: 200, windowSeconds: 24 * HOUR },
  filesOfAccount: { limit: 200, windowSeconds: 24 * HOUR },
  // Messages of whoever follows a request, and papers drawn for one network.
  messagesOnRequest: { limit: 30, windowSeconds: HOUR },
  papersFromNetwork: { limit: 60, windowSeconds: 15 * MINUTE },
} satisfies Record<string, Limit>
