// Why an official list is not taken, and how it is said.

const SAID = {
  size: 'Ce fichier est trop gros pour une liste de confiance\u00a0: 500\u00a0ko au plus.',
  xml: 'Ce n’est pas une liste de confiance\u00a0: ce fichier XML ne se lit pas.',
  doctype: 'Ce fichier déclare un type ou des entités\u00a0: une liste de confiance n’en a pas.',
  shape: 'Ce n’est pas une liste de confiance (ETSI TS\u00a0119\u00a0612), ou il lui manque quelque chose.',
  unsigned: 'Cette liste n’a pas une signature, une seule, qui porte sur toute la liste.',
  algorithm:
    'Cette liste est signée d’une façon qui n’est pas admise (SHA-1, par exemple)\u00a0: SHA-256 au moins, en RSA ou en ECDSA.',
  signature:
    'Cette liste n’est pas signée par le certificat épinglé, ou elle a été changée depuis sa signature.',
  signer: 'Le certificat épinglé n’est pas valable aujourd’hui\u00a0: épinglez celui qui signe la liste.',
} as const

export class ListRefused extends Error {
  override readonly name = 'ListRefused'
  readonly reason: keyof typeof SAID

  constructor(reason: keyof typeof SAID) {
    super(SAID[reason])
    this.reason = reason
  }
}
