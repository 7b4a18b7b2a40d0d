// Why a sent file is not kept, each reason with the sentence shown beside the field (what happened, then what to do).

/** What a field may accept. */
export type FileKind = 'image' | 'pdf' | 'office' | 'text'

/** Machine reason of a refusal, for tests, counters and logs: it never holds anything about the file. */
export type RefusalCode =
  | 'empty'
  | 'too-big'
  | 'too-many'
  | 'unknown-kind'
  | 'archive'
  | 'drawing'
  | 'kind-not-accepted'
  | 'name-mismatch'
  | 'picture-unreadable-format'
  | 'picture-too-large'
  | 'picture-damaged'
  | 'pdf-damaged'
  | 'pdf-active'
  | 'pdf-encrypted'
  | 'office-locked'
  | 'office-active'
  | 'office-damaged'
  | 'text-damaged'
  | 'infected'
  | 'scan-unavailable'
  | 'mark-pages'
  | 'mark-blank'
  | 'mark-failed'
  | 'busy'

/** A file that Parvis does not keep. `message` is a French sentence for the person; it holds neither name nor content. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile'
  readonly code: RefusalCode
  /** True when sending the same file again a little later may work. */
  readonly temporary: boolean

  constructor(code: RefusalCode, sentence: string) {
    super(sentence)
    this.code = code
    this.temporary = code === 'scan-unavailable' || code === 'busy'
  }
}

const SENTENCES: Record<
  Exclude<RefusalCode, 'too-big' | 'too-many' | 'unknown-kind' | 'kind-not-accepted'>,
  string
> = {
  empty: 'Ce fichier est vide. Vérifiez-le sur votre appareil, puis envoyez-le de nouveau.',
  archive:
    'Ce fichier est une archive ou un document compressé. Envoyez les documents un par un, en PDF ou en photo.',
  drawing: 'Les dessins SVG ne sont pas acceptés. Envoyez une image JPEG ou PNG, ou un PDF.',
  'name-mismatch':
    'Le contenu de ce fichier ne correspond pas à son nom. Ouvrez-le pour vérifier, enregistrez-le de nouveau, puis envoyez-le.',
  'picture-unreadable-format':
    'Ce format de photo (HEIC) n’est pas lu ici. Enregistrez la photo en JPEG, ou envoyez une capture d’écran.',
  'picture-too-large':
    'Cette image est trop grande\u00a0: 50 millions de pixels au plus, moins si elle est transparente. Réduisez-la ou reprenez la photo avec une définition plus faible.',
  'picture-damaged':
    'Cette image est abîmée et ne peut pas être lue. Reprenez la photo ou envoyez un autre fichier.',
  'pdf-damaged': 'Ce PDF est abîmé ou incomplet. Enregistrez-le de nouveau, puis envoyez-le.',
  'pdf-active':
    'Ce PDF contient des commandes automatiques, qui ne sont pas acceptées. Imprimez-le en PDF ou photographiez-le, puis envoyez le résultat.',
  'pdf-encrypted':
    'Ce PDF est protégé par un mot de passe ou un verrou. Enregistrez-le sans protection, puis envoyez-le.',
  'office-locked':
    'Ce document est protégé par un mot de passe, ou d’un format trop ancien (.doc, .xls, .ppt). Enregistrez-le sans protection, en ODT ou en DOCX par exemple, puis envoyez-le.',
  'office-active':
    'Ce document contient des macros ou un programme, qui ne sont pas acceptés. Enregistrez-le sans macros, ou en PDF, puis envoyez-le.',
  'office-damaged':
    'Ce document est abîmé et ne peut pas être lu. Enregistrez-le de nouveau, puis envoyez-le.',
  'text-damaged':
    'Ce fichier ne se lit pas comme un texte. Enregistrez-le en texte simple (UTF-8) ou en PDF, puis envoyez-le.',
  infected:
    'L’antivirus a trouvé un programme dangereux dans ce fichier\u00a0: il n’est pas conservé. Envoyez un autre fichier.',
  'scan-unavailable':
    'Ce fichier ne peut pas être vérifié par l’antivirus pour l’instant. Il n’est pas enregistré\u00a0: envoyez-le de nouveau dans quelques minutes.',
  'mark-pages':
    'Ce PDF compte plus de six pages. Envoyez seulement celles de la pièce d’identité, ou photographiez-les.',
  'mark-blank':
    'Une page de ce PDF ne se lit pas ici\u00a0: elle apparaît vide. Photographiez la pièce d’identité, puis envoyez la photo.',
  'mark-failed':
    'Ce document ne peut pas être marqué, il n’est donc pas gardé. Photographiez la pièce d’identité, puis envoyez la photo.',
  busy: 'Beaucoup de fichiers arrivent en ce moment. Celui-ci n’est pas enregistré\u00a0: envoyez-le de nouveau dans un instant.',
}

/** The refusal for a reason whose sentence never varies. */
export function refuse(code: keyof typeof SENTENCES): RefusedFile {
  return new RefusedFile(code, SENTENCES[code])
}

/** The refusal of a file heavier than `maxBytes`. */
export function refuseSize(maxBytes: number): RefusedFile {
  return new RefusedFile(
    'too-big',
    `Ce fichier est trop lourd : ${weight(maxBytes)} au plus. Réduisez-le ou envoyez-en un autre.`,
  )
}

/** The refusal of a kind the field does not take, or that nobody recognises. */
export function refuseKind(
  code: 'unknown-kind' | 'kind-not-accepted',
  accept: readonly FileKind[],
): RefusedFile {
  return new RefusedFile(code, `Ce type de fichier n’est pas accepté ici. Envoyez ${wanted(accept)}.`)
}

function wanted(accept: readonly FileKind[]): string {
  const image = 'une image (JPEG, PNG ou WebP)'
  if (accept.includes('office'))
    return `${image}, un PDF, un texte, un tableur ou une présentation (ODT, DOCX, ODS, XLSX, ODP, PPTX, TXT, CSV)`
  if (accept.includes('image') && accept.includes('pdf')) return `${image} ou un PDF`
  return accept.includes('image') ? image : 'un PDF'
}

function weight(bytes: number): string {
  const [amount, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'Mo'] : [bytes / 1_000, 'ko']
  return `${amount.toLocaleString('fr-FR', { maximumFractionDigits: amount < 10 ? 1 : 0 })}\u00a0${unit}`
}
