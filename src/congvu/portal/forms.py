"""What is asked on the pages of a news item."""

from django import forms


class VersionForm(forms.Form):
    """A verb without words: only the version that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(VersionForm):
    """Letting out: the very text that was read, and the flags looked at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class SendBackForm(VersionForm):
    """What has to be written otherwise."""

    note = forms.CharField(
        label="Cần sửa gì",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi rõ cần sửa gì để người soạn biết."},
    )


class WithdrawForm(VersionForm):
    """Why an item goes."""

    reason = forms.CharField(
        label="Lý do gỡ tin",
        max_length=300,
        error_messages={"required": "Ghi lý do gỡ tin."},
    )
