// What checks passkeys reads certificates of every make, in three hundred of the 2,700 modules that Parvis would load: it comes with the
// first passkey.

/** The library, once it is loaded. */
export const webauthn = () => import('@simplewebauthn/server')
