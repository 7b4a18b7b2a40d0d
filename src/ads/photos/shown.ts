// The photographs of an ad as whoever is shown it sees them: small, each opening whole.
import { type Html, html } from '#platform/html.ts'
import type { Photo } from './photo.ts'

export const gallery = (photos: readonly Photo[]): Html | null =>
  photos.length === 0
    ? null
    : html`<ul class="ad-gallery" aria-label="Photos">${photos.map(
        ({ fileId, alternative }) =>
          html`<li><a href="/fichiers/${fileId}"><img src="/fichiers/${fileId}/vignette" alt="${alternative}" loading="lazy"></a></li>`,
      )}</ul>`

/** The first, beside the title in a list. */
export const first = (photo: Photo | undefined): Html | null =>
  photo === undefined
    ? null
    : html`<img class="thumb" src="/fichiers/${photo.fileId}/vignette" alt="${photo.alternative}" width="56" height="44" loading="lazy">`
