// What people are told of the safety of their account. Nobody takes it off, and it waits for nothing: they alone know whether it was them.
import { noticeKind } from '#platform/house/notices.ts'

const channels = ['page', 'mail'] as const
const SAFETY = {
  to: 'resident',
  channels,
  owed: 'Vous seul savez si c’est vous\u00a0: la sécurité de votre compte en dépend.',
  urgent: true,
} as const

export const DEVICE_SEEN = noticeKind({
  id: 'signin.device_seen',
  label: 'Votre compte est ouvert depuis un nouvel appareil',
  ...SAFETY,
})

export const PASSWORD = noticeKind({
  id: 'signin.password',
  label: 'Votre mot de passe change, ou quelqu’un l’essaie',
  ...SAFETY,
})

export const FACTORS = noticeKind({
  id: 'signin.factors',
  label: 'Une double vérification, une clé d’accès ou un code de secours change',
  ...SAFETY,
})

export const LOST = noticeKind({
  id: 'signin.lost',
  label: 'Vos moyens de connexion vont être oubliés',
  ...SAFETY,
})

export const ADDRESS = noticeKind({
  id: 'signin.address',
  label: 'L’adresse de votre compte change',
  ...SAFETY,
})

export const LINK = noticeKind({
  id: 'signin.link',
  label: 'FranceConnect ou ProConnect est relié à votre compte, ou retiré',
  ...SAFETY,
})

export const PAPER = noticeKind({
  id: 'signin.paper',
  label: 'Votre code sur papier sert, ou change',
  ...SAFETY,
})

export const SESSIONS = noticeKind({
  id: 'signin.sessions',
  label: 'Quelqu’un qui administre votre collectivité ferme vos sessions',
  ...SAFETY,
})

export const TEAM = noticeKind({
  id: 'signin.team',
  label: 'Les moyens de connexion d’une personne de votre équipe vont être oubliés',
  to: 'agent',
  channels,
  owed: 'Vous l’avez demandé, et vous en êtes responsable.',
  urgent: true,
})

export const safetyNotices = [
  ...[DEVICE_SEEN, PASSWORD, FACTORS, LOST, ADDRESS, LINK, PAPER, SESSIONS, TEAM],
] as const
