// What counts as somebody's own words in a form of the desk.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { insertTemplate, ownWords } from './writing.ts'
import { nothingTyped } from '../write/draft.ts'

const GREETING = 'Bonjour Lucette Morandat,\n\nThéo Grangier'
/** As browsers send it. */
const sent = (text: string) => text.replaceAll('\n', '\r\n')

describe('a draft of the desk', () => {
  test('does not keep what the form proposes by itself, as a browser sends it back', () => {
    const typed = (message: string) => ownWords({ ...nothingTyped, message }, new Set([GREETING])).message
    assert.equal(typed(sent(GREETING)), '')
    assert.equal(typed(`${sent(GREETING)}\r\n`), '')
    assert.equal(typed(`${GREETING} !`), `${GREETING} !`)
  })

  test('takes a template in place of what was proposed, and after what was typed', () => {
    assert.equal(insertTemplate('', 'C’est fait.', []), 'C’est fait.')
    assert.equal(insertTemplate(sent(GREETING), 'C’est fait.', [GREETING]), 'C’est fait.')
    assert.equal(insertTemplate('Merci. ', 'C’est fait.', [GREETING]), 'Merci.\n\nC’est fait.')
  })
})
