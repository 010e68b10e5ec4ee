from django.http import HttpResponse
def explain(request):
    return HttpResponse("")
