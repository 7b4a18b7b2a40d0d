// A message with a hole does not leave: the sentence says which, and which words are filled.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageFault } from './fault.ts'

const SIGNERS = ['Claire Vidal', 'Voirie Est', 'Métropole de Lyon']
const SIGNED = SIGNERS.join('\n')

test('a message with a hole is refused with a sentence that points at the hole', () => {
  assert.match(messageFault(`Bonjour,\n\n${SIGNED}`, SIGNERS) ?? '', /Écrivez le message/)
  assert.match(
    messageFault(`Bonjour,\n\nC’est non : {{la raison}}\n\n${SIGNED}`, SIGNERS) ?? '',
    /complétez «\u00a0\{la raison\}\u00a0».*\{nom\}.*tout autre mot est inconnu/,
  )
  assert.match(messageFault('Le {{jour}} à {{heure}}', SIGNERS) ?? '', /2 places vides/)
  assert.equal(messageFault('C’est réparé.', SIGNERS), null)
})
