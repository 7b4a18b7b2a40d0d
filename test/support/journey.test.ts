// The guards of the journeys refuse what they must: a guard that lets everything pass would make every journey green.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTown, type Town } from './journey.ts'

describe('a page of a journey is refused', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town.close())

  const refused = async (breaks: () => unknown, why: RegExp) => {
    const { page, open, checked, close } = await town.visitor({ width: 320 })
    await open('/suivi')
    await page.evaluate(breaks)
    await assert.rejects(checked(), why)
    await close()
  }

  test('when a control has no name', () =>
    refused(() => document.querySelector('main')?.append(document.createElement('input')), /label/))
  test('when a word that stands where others stood cannot be read', () =>
    refused(
      () => document.querySelector<HTMLElement>('main h1')?.style.setProperty('color', '#ddd'),
      /color-contrast/,
    ))
  test('when a heading skips a level', () =>
    refused(() => document.querySelector('main')?.append(document.createElement('h5')), /heading/))
  test('when it scrolls sideways', () =>
    refused(() => document.querySelector('main')?.style.setProperty('inline-size', '700px'), /sideways/))
  test('when it asks somebody else', () =>
    refused(
      () =>
        new Promise((done) => {
          const image = new Image()
          image.addEventListener('error', done)
          image.src = 'https://ailleurs.example/p.png'
        }),
      /console|asks/,
    ))
  test('when a script fails', () =>
    refused(
      () =>
        new Promise<void>((done) => {
          setTimeout(() => {
            setTimeout(done, 50)
            throw new Error('essai')
          })
        }),
      /script: essai/,
    ))
})
