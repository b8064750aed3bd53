from django.http import HttpRequest, HttpResponse
def deliver(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
