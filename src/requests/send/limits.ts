// Limits on tries of tracking codes, on messages of whoever follows a request, on links sent again, on papers drawn for one network.
import { HOUR, type Limits, MINUTE } from '#platform/limits/limits.ts'

export const LIMITS = {
  // Tracking codes of requests, and forms kept while somebody signs in.
  trackingFromNetwork: { limit: 30, windowSeconds: 15 * MINUTE },
  trackingCode: { limit: 15, windowSeconds: 15 * MINUTE },
  // Messages of whoever follows a request, and papers drawn for one network.
  messagesOnRequest: { limit: 30, windowSeconds: HOUR },
  // Links that an agent sends again to a town hall, for one request: each is a mail.
  linksAgain: {
    limit: 5,
    windowSeconds: HOUR,
    sentence:
      'Vous avez envoyé plusieurs liens pour cette demande en une heure\u00a0: le dernier sert toujours. Appelez la mairie, ou attendez.',
  },
  // Links to go on elsewhere with what was begun without an account: each is a mail, to an address that anybody types.
  linksOfDraft: {
    limit: 5,
    windowSeconds: HOUR,
    sentence:
      'Vous avez demandé plusieurs liens en une heure\u00a0: le dernier sert toujours. Regardez dans vos courriers indésirables, ou attendez.',
  },
  linksFromNetwork: { limit: 60, windowSeconds: HOUR },
  papersFromNetwork: { limit: 60, windowSeconds: 15 * MINUTE },
} satisfies Limits
