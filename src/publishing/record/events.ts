// What is told of a content, and in which words its history says it.

/** Subject of its events. */
export const CONTENT_SUBJECT = 'content'

export const TOLD = {
  'content.begun': 'Commencé',
  'content.written': 'Écrit',
  'content.proposed': 'Proposé',
  'content.taken_back': 'Proposition retirée',
  'content.raised': 'Proposé à un public plus large',
  'content.refused': 'Renvoyé',
  'content.published': 'Publié',
  'content.unscheduled': 'Publication à venir annulée',
  'content.reviewed': 'Relu',
  'content.archived': 'Archivé',
  'content.reopened': 'Sorti des archives',
  'content.reminded': 'Rappelé à ceux qui n’en ont pas pris connaissance',
  'content.readdressed': 'Adressé à un autre public',
  'content.offered': 'Peut être repris par',
} as const

export type ContentEvent = keyof typeof TOLD
