// Why a document proves nothing, in French: what is wrong, what to do. None says what was read on it.

export const REFUSALS = {
  shape:
    'Ce n’est pas un code 2D-Doc, ou il n’a pas été lu en entier. Lisez-le de nouveau, à plat et sans reflet.',
  version: 'Ce code 2D-Doc est d’une version qui ne se lit pas ici. Montrez un document plus récent.',
  authority:
    'Le certificateur de ce document n’est pas sur la liste de confiance. Montrez un autre document, ou venez à un guichet.',
  certificate:
    'Le certificat qui a signé ce document n’est pas sur la liste de confiance. Montrez un autre document, ou venez à un guichet.',
  withdrawn:
    'Le certificateur de ce document a perdu sa confiance avant de le signer. Montrez un autre document.',
  outside: 'Ce document n’a pas été signé pendant que son certificat valait. Montrez un autre document.',
  signature:
    'La signature de ce document ne correspond pas à ce qu’il dit\u00a0: le code est abîmé, ou il a été changé. Lisez-le de nouveau, ou montrez un autre document.',
  undated: 'Ce document n’est pas daté. Montrez un autre document.',
  future: 'Ce document est daté de demain ou plus tard. Montrez un autre document.',
  foreign: 'Ce document n’a pas été émis en France. Venez à un guichet avec un justificatif.',
  type: 'Ce document ne prouve rien de ce que le pass demande. Montrez un avis d’impôt ou un justificatif de domicile.',
  incomplete: 'Ce document ne dit pas tout ce qu’il faut. Montrez un autre document, ou venez à un guichet.',
  old: 'Ce document est trop ancien. Montrez le plus récent que vous avez.',
  person: 'Ce document est au nom d’une autre personne. Montrez un document à votre nom.',
  elsewhere: 'L’adresse de ce document n’est pas dans une commune du territoire.',
} as const satisfies Record<string, string>

export type RefusalKind = keyof typeof REFUSALS

export interface Refused {
  readonly ok: false
  readonly kind: RefusalKind
  readonly sentence: string
}

export const refused = (kind: RefusalKind): Refused => ({ ok: false, kind, sentence: REFUSALS[kind] })
