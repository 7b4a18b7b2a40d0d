// The documents of a content as its readers have them: their kind and size beside the link, what they say in words, their first pages.
import { type Html, html } from '#platform/html.ts'
import { fold, prose, section } from '#platform/ui/content.ts'
import { icon } from '#platform/ui/icon.ts'
import { previewOf } from '#platform/ui/leaves.ts'
import type { JoinedDocument } from './joined.ts'
import { kindText } from './words.ts'

const shownOne = (document: JoinedDocument): Html => {
  const { fileId, name, alternative, made } = document
  const words = alternative !== '' && fold('Ce que dit ce document', prose(alternative))
  const pages =
    made.preview?.state === 'made' &&
    fold('Aperçu', previewOf({ name, href: `/fichiers/${fileId}` }, made.preview))
  return html`<div class="stack tight"><ul class="files"><li><span class="thumb">${icon('file-text')}</span><div><b><a href="/fichiers/${fileId}">${name}</a></b><small>${kindText(document)}</small></div></li></ul>${words}${pages}</div>`
}

export const documentsShown = (documents: readonly JoinedDocument[]): Html | null =>
  documents.length === 0
    ? null
    : section(documents.length === 1 ? 'Le document' : 'Les documents', html`${documents.map(shownOne)}`)
