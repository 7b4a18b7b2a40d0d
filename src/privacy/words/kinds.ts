// What people are told of their data, and administrators of accesses that somebody did not recognise.
import { noticeKind } from '#platform/house/notices.ts'

export const ACCESS_REPORTED = noticeKind({
  id: 'privacy.access_reported',
  label: 'Un habitant ne reconnaît pas un accès à son dossier',
  to: 'administrator',
  channels: ['page', 'mail'],
  owed: 'Une violation de données se notifie à la CNIL sous 72\u00a0heures.',
  urgent: true,
})

export const ACCESS_ANSWERED = noticeKind({
  id: 'privacy.access_answered',
  label: 'L’accès que vous ne reconnaissiez pas a été vérifié',
  to: 'resident',
  channels: ['page', 'mail'],
  owed: 'Vous l’avez signalé\u00a0: la réponse vous est due.',
})

/** By mail alone: whoever signs in to read a list keeps the account, and has nothing to be told. */
export const CLOSING = noticeKind({
  id: 'privacy.closing',
  label: 'Votre compte va être fermé faute de connexion',
  to: 'resident',
  channels: ['mail'],
  owed: 'Rien n’est effacé sans vous prévenir.',
})

/** By mail alone: there is no list any more. */
export const ERASED = noticeKind({
  id: 'privacy.erased',
  label: 'Votre compte est fermé, vos données sont effacées',
  to: 'resident',
  channels: ['mail'],
  owed: 'Le certificat de l’effacement vous est dû.',
})

export const privacyNotices = [ACCESS_REPORTED, ACCESS_ANSWERED, CLOSING, ERASED] as const
