// Limits on tries to sign in. Only failures count where success is known: what turned out right is given back.
import { HOUR, type Limits, MINUTE } from '#platform/limits/limits.ts'
import { limitSetting } from '#settings'

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
  providerDepartureOfBrowser: { limit: 20, windowSeconds: 15 * MINUTE },
  // Acts of one agent on accounts at the desk: more than a busy hour, less than a search of the population.
  deskFind: { limit: 120, windowSeconds: HOUR },
  deskOpen: { limit: 30, windowSeconds: HOUR },
  deskReplace: { limit: 30, windowSeconds: HOUR },
  deskProve: { limit: 60, windowSeconds: HOUR },
} satisfies Limits

export const DESK_FIND = limitSetting({
  key: 'signin.desk_find',
  label: 'Comptes cherchés au guichet en une heure',
  hint: 'Par agent\u00a0: plus qu’une heure chargée d’accueil, moins qu’une recherche dans la population.',
  levels: ['metropolis', 'commune'],
  limit: LIMITS.deskFind,
  most: 600,
})
