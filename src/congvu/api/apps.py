from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "congvu.api"
    verbose_name = "API"

    def ready(self) -> None:
        from congvu.core.registry import register_action_titles

        register_action_titles(
            {
                "api.create_token": "Tạo mã truy cập",
                "api.revoke_token": "Thu hồi mã truy cập",
                "api.create_webhook": "Thêm địa chỉ nhận sự kiện",
                "api.edit_webhook": "Sửa địa chỉ nhận sự kiện",
                "api.stop_webhook": "Ngừng địa chỉ nhận sự kiện",
                "api.resume_webhook": "Cho nhận lại sự kiện",
            }
        )
