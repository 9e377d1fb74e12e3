"""A real SMTP server for one test: says its port on standard output, then serves until killed.

Mails lie as NUMBER.eml in FOLDER, envelope addresses first, then the text as it came.
"""

import argparse
import asyncio
import logging
import os
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--starttls", action="store_true")
parser.add_argument("--tls", action="store_true")
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--user")
parser.add_argument("--password")
parser.add_argument("--refuse", help="recipients with this text in them are refused")
parser.add_argument("--refuse-text", help="mails with this text in them are refused")
parser.add_argument("--cut", help="the connection is cut at a recipient with this text in it")
parser.add_argument("--silent", action="store_true", help="takes connections, never says a word")
options = parser.parse_args()


class Handler:
    def __init__(self):
        self.taken = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if options.cut and options.cut in address:
            server.transport.abort()
        if options.refuse and options.refuse in address:
            return f"550 5.1.1 nobody called {address} lives here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if options.refuse_text and options.refuse_text.encode() in envelope.original_content:
            return f"554 5.7.1 {envelope.rcpt_tos[0]} does not like it"
        self.taken += 1
        secured = "TLS" if session.ssl else "clear"
        head = f"{secured} <{envelope.mail_from}> <{'> <'.join(envelope.rcpt_tos)}>\r\n"
        name = os.path.join(options.folder, f"{self.taken}.eml")
        with open(name, "wb") as file:
            file.write(head.encode() + envelope.original_content)
        return "250 taken"


def authenticator(server, session, envelope, mechanism, data):
    right = (options.user.encode(), options.password.encode())
    return AuthResult(success=(data.login, data.password) == right, handled=False)


def smtp():
    context = None
    if options.starttls:
        context = tls_context()
    return SMTP(
        handler,
        hostname="server.test",
        tls_context=context,
        require_starttls=options.starttls,
        authenticator=authenticator if options.user else None,
        auth_required=bool(options.user),
        auth_require_tls=options.starttls,
    )


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)
    return context


async def serve():
    loop = asyncio.get_running_loop()
    protocol = asyncio.Protocol if options.silent else smtp
    server = await loop.create_server(
        protocol, "127.0.0.1", 0, ssl=tls_context() if options.tls else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


# A client that breaks off is what many tests want.
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
handler = Handler()
asyncio.run(serve())
