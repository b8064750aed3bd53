from django.http import HttpRequest, HttpResponse
def gate(request: HttpRequest, **_k) -> HttpResponse: return HttpResponse('')
