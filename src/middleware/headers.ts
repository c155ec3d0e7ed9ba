import { secureHeaders } from 'hono/secure-headers'

/**
 * The headers of every answer. No script, style, image or connection but our own, no inline code, no eval: what a model
 * writes can neither run nor call out, even if it got past the renderer. Trusted Types let htmx parse HTML through the one
 * policy in app.js, and keep injected script addresses shut.
 */
export const safeHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['default'],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  permissionsPolicy: {
    camera: [],
    microphone: [],
    geolocation: [],
    payment: [],
    usb: [],
    displayCapture: [],
  },
  // Whether a site is only ever met over TLS is for its proxy to say.
  strictTransportSecurity: false,
})
