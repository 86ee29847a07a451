"""Addresses of signing in: allauth's views under its own names, and the two pages of citizens."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from congvu.accounts.views import codes as citizens
from congvu.accounts.views import single, typed

urlpatterns = [
    path("vao/", citizens.sign_in, name="citizen_sign_in"),
    path("ma/", citizens.enter_code, name="citizen_code"),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("tam-khoa/", account.account_inactive, name="account_inactive"),
    path("dang-ky/", account.signup, name="account_signup"),
    path("xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("thu-dien-tu/", account.email, name="account_email"),
    path(
        "thu-dien-tu/da-gui/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(
        r"^thu-dien-tu/xac-nhan/(?P<key>[-:\w]+)/$",
        account.confirm_email,
        name="account_confirm_email",
    ),
    path("mat-khau/doi/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("mat-khau/quen/", account.password_reset, name="account_reset_password"),
    path("mat-khau/quen/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "mat-khau/moi/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mat-khau/moi/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("xac-thuc/", mfa.index, name="mfa_index"),
    path("xac-thuc/nhap-ma/", mfa.authenticate, name="mfa_authenticate"),
    path("xac-thuc/xac-nhan-lai/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("xac-thuc/ung-dung/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("xac-thuc/ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("xac-thuc/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "xac-thuc/ma-du-phong/tao/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "xac-thuc/ma-du-phong/tai-ve/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("xac-thuc/khoa/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("xac-thuc/khoa/them/", keys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "xac-thuc/khoa/xac-nhan-lai/",
        keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("xac-thuc/khoa/<int:pk>/bo/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("xac-thuc/khoa/<int:pk>/sua/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("mot-lan/da-huy/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("mot-lan/loi/", social.login_error, name="socialaccount_login_error"),
    path("mot-lan/dang-ky/", social.signup, name="socialaccount_signup"),
    path("mot-lan/", social.connections, name="socialaccount_connections"),
    path("mot-lan/<slug:provider_id>/", single.leave, name="openid_connect_login"),
    path("mot-lan/<slug:provider_id>/ve/", single.come_back, name="openid_connect_callback"),
    path("noi-dung-da-nhap/", typed.typed_before, name="account_typed"),
    path("phien/", sessions.list_usersessions, name="usersessions_list"),
]
