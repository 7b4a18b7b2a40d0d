// What may be done with a content as it stands, the likeliest first; nothing is offered that would be refused.
import type { ButtonKind } from '#platform/ui/button.ts'
import type { Kept } from '../record/queries.ts'
import type { ContentType } from '../types/kind.ts'
import type { Place } from './place.ts'

interface Offered {
  /** In the address. */
  name: string
  label: string
  kind: ButtonKind
}

/** What may be done with it as it stands, the likeliest first. */
export function actsOn(place: Place, kept: Kept, type: ContentType): Offered[] {
  const { state, coming, shown, edition, decidedIn } = kept
  const decides = place.decides(kept)
  const isNew = shown?.edition !== edition && coming?.edition !== edition
  const isKept = state !== 'archived'
  const may: [boolean, Offered][] = [
    [
      decides && isKept,
      { name: 'publier', label: isNew ? 'Publier' : 'Publier de nouveau', kind: isNew ? 'main' : 'quiet' },
    ],
    [
      !decides && isKept && state !== 'proposed' && isNew,
      { name: 'proposer', label: 'Proposer', kind: 'main' },
    ],
    [isKept, { name: 'texte', label: 'Modifier le texte', kind: 'quiet' }],
    [isKept && type.documents !== undefined, { name: 'documents', label: 'Documents joints', kind: 'quiet' }],
    [!decides && state === 'proposed', { name: 'retirer', label: 'Retirer la proposition', kind: 'quiet' }],
    [decides && state === 'proposed', { name: 'renvoyer', label: 'Renvoyer à qui l’a écrit', kind: 'quiet' }],
    [
      decides && decidedIn !== null && isKept,
      { name: 'elargir', label: 'Demander un public plus large', kind: 'quiet' },
    ],
    [decides && coming !== null, { name: 'annuler', label: 'Annuler la publication à venir', kind: 'quiet' }],
    [
      decides && shown !== null,
      { name: 'relecture', label: 'Je l’ai relu', kind: state === 'review' ? 'main' : 'quiet' },
    ],
    [decides && isKept, { name: 'archives', label: 'Archiver', kind: 'quiet' }],
    [decides && !isKept, { name: 'reprise', label: 'Sortir des archives', kind: 'main' }],
  ]
  return may.flatMap(([isOpen, offered]) => (isOpen ? [offered] : []))
}
