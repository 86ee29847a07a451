from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "congvu.accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        from allauth.account import signals as account
        from allauth.socialaccount import signals as social
        from django.contrib.auth import signals as auth

        from congvu.accounts import actions, registry, senders

        registry.register_sender(senders.EMAIL)
        for signal in (account.password_changed, account.password_set, account.password_reset):
            signal.connect(actions.password_chosen, dispatch_uid="accounts.password_chosen")
        social.social_account_added.connect(actions.tied, dispatch_uid="accounts.tied")
        social.social_account_removed.connect(actions.untied, dispatch_uid="accounts.untied")
        account.user_logged_in.connect(actions.signed_in, dispatch_uid="accounts.signed_in")
        auth.user_logged_out.connect(actions.signed_out, dispatch_uid="accounts.signed_out")
        auth.user_login_failed.connect(actions.sign_in_failed, dispatch_uid="accounts.failed")
