// What people are told of requests: the residents they are about, the agents who have them in charge.
import { noticeKind } from '#platform/house/notices.ts'

const channels = ['page', 'mail'] as const

export const RECEIPT = noticeKind({
  id: 'requests.receipt',
  label: 'Votre demande est enregistrée',
  to: 'resident',
  channels,
  owed: 'La loi demande un accusé de réception.',
})

export const MESSAGE = noticeKind({
  id: 'requests.message',
  label: 'L’administration vous répond',
  to: 'resident',
  channels,
  owed: 'La réponse à une demande vous est due.',
})

export const IN_THEIR_NAME = noticeKind({
  id: 'requests.in_their_name',
  label: 'Quelqu’un fait une demande pour vous',
  to: 'resident',
  channels,
  owed: 'Vous devez pouvoir vous y opposer.',
})

export const ASSIGNED = noticeKind({
  id: 'requests.assigned',
  label: 'Une demande vous est confiée',
  to: 'agent',
  channels,
})

export const HANDED = noticeKind({
  id: 'requests.handed',
  label: 'Une demande est transmise à votre service',
  to: 'agent',
  channels,
})

export const NEWS = noticeKind({
  id: 'requests.news',
  label: 'Du nouveau sur une demande dont vous êtes chargé',
  to: 'agent',
  channels,
})

export const WORD = noticeKind({
  id: 'requests.word',
  label: 'Un message entre la commune et le service chargé',
  to: 'agent',
  channels,
})

export const RENAMED = noticeKind({
  id: 'requests.renamed',
  label: 'Un autre service suit votre demande',
  to: 'resident',
  channels,
})

export const DRAFT = noticeKind({
  id: 'requests.draft',
  label: 'Un de vos brouillons va être effacé',
  to: 'resident',
  channels,
})

export const DRAFT_LINK = noticeKind({
  id: 'requests.draft_link',
  label: 'Le lien que vous avez demandé pour reprendre un brouillon',
  to: 'resident',
  channels: ['mail'],
  owed: 'Vous l’avez demandé.',
})

export const requestNotices = [
  DRAFT_LINK,
  RECEIPT,
  MESSAGE,
  IN_THEIR_NAME,
  RENAMED,
  DRAFT,
  ASSIGNED,
  HANDED,
  NEWS,
  WORD,
] as const
