"""Signing with a key that never leaves its token (PKCS#11): the extra ``congvu[token]``."""

from collections.abc import Iterator
from contextlib import contextmanager

from pyhanko.sign.signers.pdf_cms import Signer

from congvu.documents.errors import SigningFailed, TokenNotSupported

try:
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
except ImportError:
    SUPPORTED = False
else:
    SUPPORTED = True


@contextmanager
def token_signer(library: str, token: str, pin: str, certificate: str) -> Iterator[Signer]:
    """A signer for `signing.sign_pdf_with`, while the token is open.

    ``library``: the module of the token's maker; ``token`` and ``certificate``: their labels.
    """
    if not SUPPORTED:
        raise TokenNotSupported()
    try:
        criteria = TokenCriteria(label=token)
        with open_pkcs11_session(library, token_criteria=criteria, user_pin=pin) as session:
            # Digests are counted here: not every token offers the mechanisms that do both.
            signer = PKCS11Signer(
                session, cert_label=certificate, key_label=certificate, use_raw_mechanism=True
            )
            if signer.signing_cert is None:
                raise SigningFailed()
            yield signer
    except (PKCS11Error, SigningError) as fault:
        raise SigningFailed() from fault
